package io.spirt.local.pool;

import java.util.List;
import java.util.Map;

/**
 * What a function process is started with.
 *
 * @param handler class of the entry point
 * @param classPath its class path
 * @param javaOptions options of its Java machine
 * @param environment variables added to those of this process; no secrets
 */
public record FunctionSettings(
    String handler, String classPath, List<String> javaOptions, Map<String, String> environment) {}
