import { anything, keys, list, listOf, map } from './schema.ts';

export const selector = keys('', {
  matchLabels: map,
  matchExpressions: listOf(keys('key operator', { values: list })),
});

export const metadata = keys(
  'name generateName namespace uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds selfLink ' +
    'clusterName',
  {
    labels: map,
    annotations: map,
    finalizers: list,
    ownerReferences: listOf(keys('apiVersion kind name uid controller blockOwnerDeletion')),
    managedFields: anything,
  },
);

const seLinuxOptions = keys('level role type user');
const windowsOptions = keys('gmsaCredentialSpec gmsaCredentialSpecName hostProcess runAsUserName');
const profile = keys('type localhostProfile');
const user = 'runAsUser runAsGroup runAsNonRoot';
const confinement = { seLinuxOptions, windowsOptions, seccompProfile: profile, appArmorProfile: profile };

const podSecurityContext = keys(`${user} fsGroup fsGroupChangePolicy supplementalGroupsPolicy seLinuxChangePolicy`, {
  ...confinement,
  supplementalGroups: list,
  sysctls: listOf(keys('name value')),
});
const securityContext = keys(`${user} privileged allowPrivilegeEscalation readOnlyRootFilesystem procMount`, {
  ...confinement,
  capabilities: keys('', { add: list, drop: list }),
});

const handlers = {
  exec: keys('', { command: list }),
  httpGet: keys('host path port scheme', { httpHeaders: listOf(keys('name value')) }),
  tcpSocket: keys('host port'),
  grpc: keys('port service'),
  sleep: keys('seconds'),
};
const probe = keys(
  'initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
  handlers,
);
const handler = keys('', handlers);
export const resources = keys('', { limits: map, requests: map, claims: listOf(keys('name request')) });

const key = keys('key name optional');
const fieldRef = keys('apiVersion fieldPath');
const resourceFieldRef = keys('containerName divisor resource');
const container = keys(
  'name image imagePullPolicy workingDir restartPolicy stdin stdinOnce tty terminationMessagePath terminationMessagePolicy ' +
    'targetContainerName',
  {
    command: list,
    args: list,
    env: listOf(
      keys('name value', {
        valueFrom: keys('', {
          configMapKeyRef: key,
          secretKeyRef: key,
          fieldRef,
          resourceFieldRef,
          fileKeyRef: keys('key path volumeName optional'),
        }),
      }),
    ),
    envFrom: listOf(keys('prefix', { configMapRef: keys('name optional'), secretRef: keys('name optional') })),
    lifecycle: keys('stopSignal', { postStart: handler, preStop: handler }),
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    ports: listOf(keys('containerPort hostIP hostPort name protocol')),
    resources,
    resizePolicy: listOf(keys('resourceName restartPolicy')),
    restartPolicyRules: anything,
    securityContext,
    volumeDevices: listOf(keys('devicePath name')),
    volumeMounts: listOf(keys('mountPath mountPropagation name readOnly recursiveReadOnly subPath subPathExpr')),
  },
);

const items = listOf(keys('key mode path'));
/** The kinds of volumes that policies speak of; the many others are open. */
const volume = {
  ...keys('name', {
    hostPath: keys('path type'),
    emptyDir: keys('medium sizeLimit'),
    secret: keys('secretName defaultMode optional', { items }),
    configMap: keys('name defaultMode optional', { items }),
    persistentVolumeClaim: keys('claimName readOnly'),
    nfs: keys('server path readOnly'),
    projected: keys('defaultMode', { sources: anything }),
  }),
  additionalProperties: anything,
};

export const podSpec = keys(
  'activeDeadlineSeconds automountServiceAccountToken dnsPolicy enableServiceLinks hostIPC hostNetwork hostPID hostUsers hostname ' +
    'hostnameOverride nodeName preemptionPolicy priority priorityClassName restartPolicy runtimeClassName schedulerName serviceAccount ' +
    'serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds',
  {
    containers: listOf(container),
    initContainers: listOf(container),
    ephemeralContainers: listOf(container),
    securityContext: podSecurityContext,
    volumes: listOf(volume),
    affinity: keys('', { nodeAffinity: anything, podAffinity: anything, podAntiAffinity: anything }),
    dnsConfig: keys('', { nameservers: list, options: listOf(keys('name value')), searches: list }),
    hostAliases: listOf(keys('ip', { hostnames: list })),
    imagePullSecrets: listOf(keys('name')),
    nodeSelector: map,
    os: keys('name'),
    overhead: map,
    readinessGates: listOf(keys('conditionType')),
    resourceClaims: anything,
    resources,
    schedulingGates: listOf(keys('name')),
    tolerations: listOf(keys('effect key operator tolerationSeconds value')),
    topologySpreadConstraints: listOf(
      keys('maxSkew minDomains nodeAffinityPolicy nodeTaintsPolicy topologyKey whenUnsatisfiable', {
        labelSelector: selector,
        matchLabelKeys: list,
      }),
    ),
    workloadRef: anything,
  },
);

/** What a workload makes its pods of. */
export const template = keys('apiVersion kind', { metadata, spec: podSpec });

export const strategy = keys('type', { rollingUpdate: keys('maxSurge maxUnavailable partition') });
