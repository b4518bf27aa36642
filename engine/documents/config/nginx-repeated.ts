/** Directives that nginx and its common modules take several times in one block (nginx.org/en/docs/dirindex.html). */
const repeated = new Set(
  `access_log add_header add_trailer allow auth_request_set charset_map debug_connection deny env error_log error_page
  geo geoip2 gzip_disable if include js_import js_path js_preload_object js_set keyval keyval_zone limit_conn limit_conn_zone
  limit_except limit_req limit_req_zone listen load_module location log_format map match mirror more_clear_headers
  more_clear_input_headers more_set_headers more_set_input_headers perl_modules perl_set rewrite server set
  set_real_ip_from split_clients ssl_certificate ssl_certificate_key ssl_conf_command sub_filter upstream xslt_param
  xslt_string_param xslt_stylesheet`.split(/\s+/),
);

const ofUpstreams =
  /^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_(?:cache_path|cache_valid|cookie_domain|cookie_flags|cookie_path|hide_header|param|pass_header|redirect|set_header|ssl_conf_command)$/;

/** Blocks whose entries are data, not directives: the left side of each is unique. */
const data = new Set(['charset_map', 'geo', 'map', 'split_clients', 'types']);

/** Whether the directive is always a sequence, in a block of this name. */
export function isRepeated(name: string, block: string): boolean {
  return !data.has(block) && (repeated.has(name) || ofUpstreams.test(name));
}
