/** What Temporal's production server is told: PostgreSQL for everything, all four services in one process, loopback only. */
export interface TemporalServerSettings {
  postgres: { host: string; port: number; user: string; password: string };
  databases: { main: string; visibility: string };
  /** Fixed for ever at the first start of a cluster. Temporal's advice for one machine is few. */
  historyShards: number;
  /** Four pairs and one for the frontend's HTTP. */
  ports: {
    frontend: ServicePorts;
    history: ServicePorts;
    matching: ServicePorts;
    worker: ServicePorts;
    http: number;
  };
  /** Path of the file with dynamic configuration. */
  dynamicConfigFile: string;
}

interface ServicePorts {
  grpc: number;
  membership: number;
}

/** The server reads YAML, of which JSON is a part: nothing has to be quoted by hand. */
export function temporalServerConfig(settings: TemporalServerSettings): string {
  const { postgres, databases, ports } = settings;
  const store = (databaseName: string, connections: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${postgres.host}:${postgres.port}`,
      connectProtocol: 'tcp',
      user: postgres.user,
      password: postgres.password,
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  const service = ({ grpc, membership }: ServicePorts, more: object = {}) => ({
    rpc: { grpcPort: grpc, membershipPort: membership, bindOnLocalHost: true, ...more },
  });
  return JSON.stringify(
    {
      log: { stdout: true, level: 'warn' },
      persistence: {
        defaultStore: 'main',
        visibilityStore: 'visibility',
        numHistoryShards: settings.historyShards,
        datastores: { main: store(databases.main, 20), visibility: store(databases.visibility, 5) },
      },
      global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
      services: {
        frontend: service(ports.frontend, { httpPort: ports.http }),
        history: service(ports.history),
        matching: service(ports.matching),
        worker: service(ports.worker),
      },
      clusterMetadata: {
        enableGlobalNamespace: false,
        failoverVersionIncrement: 10,
        masterClusterName: 'active',
        currentClusterName: 'active',
        clusterInformation: {
          active: {
            enabled: true,
            initialFailoverVersion: 1,
            rpcName: 'frontend',
            rpcAddress: `127.0.0.1:${ports.frontend.grpc}`,
          },
        },
      },
      dcRedirectionPolicy: { policy: 'noop' },
      dynamicConfigClient: { filepath: settings.dynamicConfigFile, pollInterval: '10s' },
    },
    null,
    2,
  );
}

/** Dynamic configuration: limits that an import of some hundred items at once does not meet. In actions per second. */
export function temporalDynamicConfig(limits: Record<string, number>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(limits).map(([key, value]) => [key, [{ value, constraints: {} }]])),
    null,
    2,
  );
}
