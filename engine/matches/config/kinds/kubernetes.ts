import { metadata, podSpec, resources, selector, strategy, template } from './pods.ts';
import { anything, keys, list, listOf, map, scalar, type Schema } from './schema.ts';

type Fields = Readonly<Record<string, Schema>>;

const claim = keys('storageClassName volumeMode volumeName volumeAttributesClassName', {
  accessModes: list,
  dataSource: anything,
  dataSourceRef: anything,
  resources,
  selector,
});

const scaled = 'minReadySeconds replicas revisionHistoryLimit';
const jobSpec = keys(
  'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector maxFailedIndexes ' +
    'parallelism podReplacementPolicy suspend ttlSecondsAfterFinished',
  { podFailurePolicy: anything, successPolicy: anything, selector, template },
);
const deploymentSpec = keys(`${scaled} paused progressDeadlineSeconds`, { selector, strategy, template });
const statefulSetSpec = keys(`${scaled} podManagementPolicy serviceName`, {
  ordinals: keys('start'),
  persistentVolumeClaimRetentionPolicy: keys('whenDeleted whenScaled'),
  selector,
  template,
  updateStrategy: strategy,
  volumeClaimTemplates: listOf(keys('apiVersion kind', { metadata, spec: claim, status: anything })),
});

const serviceSpec = keys(
  'allocateLoadBalancerNodePorts clusterIP externalName externalTrafficPolicy healthCheckNodePort internalTrafficPolicy ipFamily ' +
    'ipFamilyPolicy loadBalancerClass loadBalancerIP publishNotReadyAddresses sessionAffinity trafficDistribution type',
  {
    clusterIPs: list,
    externalIPs: list,
    ipFamilies: list,
    loadBalancerSourceRanges: list,
    ports: listOf(keys('appProtocol name nodePort port protocol targetPort')),
    selector: map,
    sessionAffinityConfig: keys('', { clientIP: keys('timeoutSeconds') }),
    topologyKeys: list,
  },
);

/** In the versions before networking.k8s.io/v1 a backend was written by `serviceName` and `servicePort`. */
const backend = keys('serviceName servicePort', {
  service: keys('name', { port: keys('name number') }),
  resource: keys('apiGroup kind name'),
});
const ingressSpec = keys('ingressClassName', {
  backend,
  defaultBackend: backend,
  rules: listOf(keys('host', { http: keys('', { paths: listOf(keys('path pathType', { backend })) }) })),
  tls: listOf(keys('secretName', { hosts: list })),
});

const ports = listOf(keys('endPort port protocol'));
const peers = listOf(
  keys('', {
    ipBlock: keys('cidr', { except: list }),
    namespaceSelector: selector,
    podSelector: selector,
  }),
);
const networkPolicySpec = keys('', {
  podSelector: selector,
  policyTypes: list,
  ingress: listOf(keys('', { from: peers, ports })),
  egress: listOf(keys('', { to: peers, ports })),
});

const rules = listOf(
  keys('', { apiGroups: list, nonResourceURLs: list, resourceNames: list, resources: list, verbs: list }),
);
const binding: Fields = {
  roleRef: keys('apiGroup kind name'),
  subjects: listOf(keys('apiGroup kind name namespace apiVersion')),
};

const kinds: Readonly<Record<string, Fields>> = {
  Pod: { spec: podSpec },
  PodTemplate: { template },
  Deployment: { spec: deploymentSpec },
  StatefulSet: { spec: statefulSetSpec },
  DaemonSet: {
    spec: keys('minReadySeconds revisionHistoryLimit templateGeneration', {
      selector,
      template,
      updateStrategy: strategy,
    }),
  },
  ReplicaSet: { spec: keys('minReadySeconds replicas', { selector, template }) },
  ReplicationController: { spec: keys('minReadySeconds replicas', { selector: map, template }) },
  Job: { spec: jobSpec },
  CronJob: {
    spec: keys(
      'concurrencyPolicy failedJobsHistoryLimit schedule startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
      { jobTemplate: keys('', { metadata, spec: jobSpec }) },
    ),
  },
  Service: { spec: serviceSpec },
  Ingress: { spec: ingressSpec },
  NetworkPolicy: { spec: networkPolicySpec },
  ServiceAccount: {
    automountServiceAccountToken: scalar,
    imagePullSecrets: listOf(keys('name')),
    secrets: listOf(keys('apiVersion fieldPath kind name namespace resourceVersion uid')),
  },
  ConfigMap: { data: map, binaryData: map, immutable: scalar },
  Secret: { data: map, stringData: map, immutable: scalar, type: scalar },
  Role: { rules },
  ClusterRole: { rules, aggregationRule: keys('', { clusterRoleSelectors: listOf(selector) }) },
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  PersistentVolumeClaim: { spec: claim },
};

/** An object of the API; what a cluster writes into `status` is not ours to say. */
function object(kind: string, fields: Fields): Schema {
  return keys('apiVersion', { kind: { const: kind, type: 'string' }, metadata, status: anything, ...fields });
}

/**
 * The objects that policies speak of, as of Kubernetes 1.34 and with what earlier versions had (kubernetes.io/docs/reference/kubernetes-api).
 * Any other kind, custom resources above all, has what it likes: a path can only be wrong where a policy says which kinds it means.
 */
export const kubernetes: Schema = {
  anyOf: [
    ...Object.entries(kinds).map(([kind, fields]) => object(kind, fields)),
    keys('apiVersion', { kind: { const: 'List', type: 'string' }, metadata: anything, items: listOf({ $ref: '#' }) }),
    { type: 'object', properties: { apiVersion: scalar, kind: scalar } },
  ],
};
