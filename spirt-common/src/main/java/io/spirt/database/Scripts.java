package io.spirt.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.redisai.RedisScripts;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Runs the module's Lua scripts, by digest where the server knows them already. */
final class Scripts {
  private final UnifiedJedis redis;

  Scripts(UnifiedJedis redis) {
    this.redis = redis;
  }

  /** Runs a script and returns its reply, bulk strings as byte arrays. */
  Object run(RedisScripts script, List<String> keys, List<String> arguments) {
    List<byte[]> keyBytes = keys.stream().map(key -> key.getBytes(UTF_8)).toList();
    List<byte[]> argumentBytes = arguments.stream().map(text -> text.getBytes(UTF_8)).toList();
    try {
      return redis.evalsha(script.sha1().getBytes(UTF_8), keyBytes, argumentBytes);
    } catch (JedisNoScriptException e) {
      return redis.eval(script.text().getBytes(UTF_8), keyBytes, argumentBytes);
    }
  }
}
