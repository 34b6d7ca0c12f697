package io.spirt.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spirt.tensor.Tensors;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;

/**
 * Who may do what in a peer's database. There are two kinds of users, and the default user is off:
 *
 * <ul>
 *   <li>the peer's own {@linkplain #functionsUser functions}, one user for all of them: they read
 *       and write the keys of runs with the commands that the stores and scripts use. They also
 *       create and delete the other users, because the auth stage gives out passwords; Redis has no
 *       rule for "only users weaker than oneself", so whoever has this user's password can make
 *       himself any other. It must be kept like the one of the default user, and is; that it cannot
 *       do more by itself guards against mistakes, not against its owner.
 *   <li>each {@linkplain #peerUser other peer}: it reads what this peer shares in one run, and
 *       nothing else.
 * </ul>
 *
 * <p>Rules name each command, because the categories of Redis hold more than is wanted, and other
 * things from version to version. Redis itself always allows AUTH, HELLO, RESET and QUIT, which
 * give nobody anything without a password. Thread-safe.
 */
public final class DatabaseUsers {
  private static final String FUNCTIONS = "functions";
  private static final Pattern PEER = Pattern.compile("peer-(0|[1-9][0-9]{0,8})");
  private static final Pattern RUN = Pattern.compile("[a-z0-9-]+");
  private static final String MODULE_COMMAND = "+ai.";

  /** By what they are for. Lua scripts run with the rights of who calls them. */
  private static final List<String> FUNCTIONS_COMMANDS =
      List.of(
          // connection
          "ping info",
          // stores
          "get set mget del unlink exists rename scan pexpire",
          "hget hmget hgetall hset hsetnx hdel hincrby",
          "sadd srem smembers",
          "eval evalsha multi exec discard watch unwatch",
          // scripts, beside what the stores use
          "type strlen getrange copy hkeys",
          // tensors
          "ai.tensorset ai.tensorget ai.tensorsetrange ai.tensorgetrange ai.tensordigest",
          "ai.tensormean ai.modelupdate",
          // other peers' users
          "acl|setuser acl|deluser acl|users");

  private static final List<String> PEER_COMMANDS =
      List.of(
          "ping get mget hgetall smembers exists",
          "ai.tensorget ai.tensorgetrange ai.tensordigest");

  private final UnifiedJedis redis;
  private final String run;

  /**
   * @param redis as the functions' user, or a mightier one; stays the caller's
   * @param run whose shared keys the peers may read
   * @throws IllegalArgumentException if the run's name could widen a pattern of keys
   */
  public DatabaseUsers(UnifiedJedis redis, String run) {
    this.redis = redis;
    this.run = checked(run);
  }

  /** Name of the user of the peer's own functions. */
  public static String functionsUser() {
    return FUNCTIONS;
  }

  /** What the functions may do, as rules of {@code ACL SETUSER} for a new user. */
  public static List<String> functionsRules() {
    return rules("~spirt:*", FUNCTIONS_COMMANDS);
  }

  /** Name of the user of another peer. */
  public static String peerUser(int rank) {
    if (rank < 0) {
      throw new IllegalArgumentException("a rank is 0 or more, not " + rank);
    }
    return "peer-" + rank;
  }

  /**
   * What another peer may do, as rules of {@code ACL SETUSER} for a new user.
   *
   * @throws IllegalArgumentException if the run's name could widen the pattern of keys
   */
  public static List<String> peerRules(String run) {
    return rules("%R~spirt:{" + checked(run) + "}:shared:*", PEER_COMMANDS);
  }

  /** SHA-256 of a password in UTF-8: 64 lower-case hexadecimal digits, as rules take it. */
  public static String sha256(String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(password.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Lets a peer in with this password, and none that it had before. Connections that it has open
   * stay, with these rights. Users do not outlive the server.
   */
  public void grant(int rank, String password) {
    boolean module = new Tensors(redis).hasModule();
    List<String> words = new ArrayList<>();
    // Reset takes away every right, key, channel and password that the user had.
    words.addAll(List.of("SETUSER", peerUser(rank), "reset", "on", "#" + sha256(password)));
    peerRules(run).stream()
        .filter(rule -> module || !rule.startsWith(MODULE_COMMAND))
        .forEach(words::add);
    acl(words);
  }

  /** Lets a peer in no more and ends its connections. Does nothing if it is not let in. */
  public void revoke(int rank) {
    acl(List.of("DELUSER", peerUser(rank)));
  }

  /** The peers that are let in. */
  public Set<Integer> granted() {
    Set<Integer> ranks = new TreeSet<>();
    for (Object user : (List<?>) acl(List.of("USERS"))) {
      Matcher peer = PEER.matcher(new String((byte[]) user, UTF_8));
      if (peer.matches()) {
        ranks.add(Integer.valueOf(peer.group(1)));
      }
    }
    return ranks;
  }

  private Object acl(List<String> words) {
    CommandArguments command = new CommandArguments(Protocol.Command.ACL);
    words.forEach(command::add);
    return redis.executeCommand(command);
  }

  private static List<String> rules(String keys, List<String> commands) {
    return Stream.concat(
            Stream.of("resetchannels", "nocommands", keys),
            commands.stream().flatMap(line -> Stream.of(line.split(" "))).map(name -> "+" + name))
        .toList();
  }

  private static String checked(String run) {
    if (!RUN.matcher(run).matches()) {
      throw new IllegalArgumentException(
          "a run's name has lower-case letters, digits and hyphens, but this was given: " + run);
    }
    return run;
  }
}
