import { anything, either, keys, list, listOf, map, mapOf, oneOrMore, scalar, type Schema } from './schema.ts';

/** Everywhere in a compose file there may be extensions, with what the user likes in them. */
function extensible(scalars: string, others: Readonly<Record<string, Schema>> = {}): Schema {
  return { ...keys(scalars, others), patternProperties: { '^x-': anything } };
}

const some = oneOrMore(scalar);
const dictionary = either(map, list);
const hosts = either(mapOf(some), list);
const ulimits = mapOf(either(scalar, extensible('hard soft')));
const granted = listOf(either(scalar, extensible('source target uid gid mode')));
const hook = extensible('user privileged working_dir image per_replica', { command: some, environment: dictionary });
const deviceRequest = extensible('count driver', { capabilities: list, device_ids: list, options: dictionary });

const build = extensible(
  'context dockerfile dockerfile_inline no_cache network provenance sbom pull target shm_size isolation privileged',
  {
    entitlements: list,
    args: dictionary,
    ssh: either(map, list, scalar),
    labels: dictionary,
    cache_from: some,
    cache_to: some,
    no_cache_filter: some,
    additional_contexts: dictionary,
    extra_hosts: hosts,
    secrets: granted,
    tags: list,
    ulimits,
    platforms: list,
  },
);

const change = extensible('parallelism delay failure_action monitor max_failure_ratio order');
const deploy = extensible('mode endpoint_mode replicas', {
  labels: dictionary,
  rollback_config: change,
  update_config: change,
  resources: extensible('', {
    limits: extensible('cpus memory pids'),
    reservations: extensible('cpus memory pids', {
      generic_resources: listOf(extensible('', { discrete_resource_spec: extensible('kind value') })),
      devices: listOf(deviceRequest),
    }),
  }),
  restart_policy: extensible('condition delay max_attempts window'),
  placement: extensible('max_replicas_per_node', {
    constraints: list,
    preferences: listOf(extensible('spread')),
  }),
});

const healthcheck = extensible('disable interval retries timeout start_period start_interval', { test: some });
const mount = extensible('type source target read_only consistency', {
  bind: extensible('propagation create_host_path recursive selinux'),
  volume: extensible('nocopy subpath', { labels: dictionary }),
  tmpfs: extensible('size mode'),
  image: extensible('subpath'),
  cluster: anything,
});
const attachment = extensible('interface_name ipv4_address ipv6_address mac_address priority gw_priority', {
  aliases: list,
  link_local_ips: list,
  driver_opts: map,
});
const limits = listOf(keys('path rate'));
const weights = listOf(keys('path weight'));

/** With what earlier versions of the format had, and Docker still takes. */
const service = extensible(
  'attach cgroup cgroup_parent container_name cpu_count cpu_percent cpu_shares cpu_quota cpu_period cpu_rt_period cpu_rt_runtime cpus ' +
    'cpuset domainname hostname image init ipc isolation mac_address mem_limit mem_reservation mem_swappiness memswap_limit ' +
    'network_mode net oom_kill_disable oom_score_adj pid pids_limit platform privileged pull_policy pull_refresh_after read_only restart ' +
    'runtime scale shm_size stdin_open stop_grace_period stop_signal tty use_api_socket user uts userns_mode working_dir log_driver ' +
    'volume_driver dockerfile',
  {
    develop: extensible('', {
      watch: listOf(extensible('path action target initial_sync', { ignore: some, include: some, exec: hook })),
    }),
    deploy,
    annotations: dictionary,
    build: either(build, scalar),
    blkio_config: extensible('weight', {
      device_read_bps: limits,
      device_read_iops: limits,
      device_write_bps: limits,
      device_write_iops: limits,
      weight_device: weights,
    }),
    cap_add: list,
    cap_drop: list,
    command: some,
    configs: granted,
    credential_spec: extensible('config file registry'),
    depends_on: either(list, mapOf(extensible('restart required condition'))),
    device_cgroup_rules: list,
    devices: listOf(either(scalar, extensible('source target permissions'))),
    dns: some,
    dns_opt: list,
    dns_search: some,
    entrypoint: some,
    env_file: either(scalar, listOf(either(scalar, extensible('path format required')))),
    label_file: some,
    environment: dictionary,
    expose: list,
    extends: either(scalar, extensible('service file')),
    provider: extensible('type', { options: mapOf(some) }),
    external_links: list,
    extra_hosts: hosts,
    gpus: either(scalar, listOf(deviceRequest)),
    group_add: list,
    healthcheck,
    labels: dictionary,
    links: list,
    logging: extensible('driver', { options: map }),
    log_opt: map,
    models: either(list, mapOf(either(scalar, extensible('endpoint_var model_var')))),
    networks: either(list, mapOf(either(scalar, attachment))),
    ports: listOf(either(scalar, extensible('name mode host_ip target published protocol app_protocol'))),
    pre_start: listOf(hook),
    post_start: listOf(hook),
    pre_stop: listOf(hook),
    profiles: list,
    security_opt: list,
    secrets: granted,
    sysctls: dictionary,
    storage_opt: anything,
    tmpfs: some,
    ulimits,
    volumes: listOf(either(scalar, mount)),
    volumes_from: list,
  },
);

const external = either(scalar, extensible('name'));
const network = extensible('name driver internal enable_ipv4 enable_ipv6 attachable', {
  driver_opts: map,
  ipam: extensible('driver', {
    config: listOf(extensible('subnet ip_range gateway', { aux_addresses: map })),
    options: map,
  }),
  external,
  labels: dictionary,
});
const file = extensible('name content environment file template_driver driver', {
  external,
  labels: dictionary,
  driver_opts: map,
});

/** github.com/compose-spec/compose-spec */
export const compose: Schema = extensible('version name', {
  include: listOf(either(scalar, extensible('project_directory', { path: some, env_file: some }))),
  services: mapOf(either(service, scalar)),
  models: mapOf(extensible('name model context_size', { runtime_flags: list })),
  networks: mapOf(either(network, scalar)),
  volumes: mapOf(either(extensible('name driver', { driver_opts: map, external, labels: dictionary }), scalar)),
  secrets: mapOf(file),
  configs: mapOf(file),
});
