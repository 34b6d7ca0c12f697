package io.spirt.security;

import java.util.regex.Pattern;

/**
 * One signed message. JSON on the wire, in which the order of fields does not matter. What is
 * signed is not that text but these bytes, which are unlike those of any other envelope:
 *
 * <pre>
 *  bytes     content                          numbers are big-endian
 *  ┌───────┬───────────────────────────────┐
 *  │ 16    │ "SPIRT envelope 1" (ASCII)    │
 *  │ 4 + n │ length, job (UTF-8)           │
 *  │ 4     │ sender                        │
 *  │ 4     │ receiver                      │
 *  │ 4 + n │ length, purpose's word        │  the canonical bytes
 *  │ 4 + n │ length, nonce (32 hex digits) │
 *  │ 8     │ time, ms since 1970           │
 *  │ 4 + n │ length, payload (UTF-8)       │
 *  ├───────┼───────────────────────────────┤
 *  │ 32    │ HMAC-SHA256(shared secret,    │  known to members only, never sent
 *  │       │   the canonical bytes)        │
 *  └───────┴───────────────────────────────┘
 * </pre>
 *
 * <p>The signature over them is RSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes. An
 * envelope that exists is well formed, but nothing is said about who wrote it before a {@link
 * Verifier} did.
 *
 * @param job the job's name, 1 to 128 characters
 * @param sender rank of the peer that says it
 * @param receiver rank of the peer that it is for, or {@link #EVERYONE}
 * @param purpose what it is for
 * @param nonce 32 lower-case hexadecimal digits, never used twice
 * @param timeMillis when it was signed, milliseconds since 1970
 * @param payload text, the purpose's own JSON
 * @param signature base64, of at most 512 bytes
 */
public record Envelope(
    String job,
    int sender,
    int receiver,
    Purpose purpose,
    String nonce,
    long timeMillis,
    String payload,
    String signature) {

  /** An envelope's text has at most this many characters (UTF-16 units). */
  public static final int MOST_CHARACTERS = 65_536;

  /** Receiver of an announcement that is kept in the sender's database rather than sent. */
  public static final int EVERYONE = -1;

  private static final int MOST_JOB_CHARACTERS = 128;
  private static final int MOST_SIGNATURE_CHARACTERS = 684;
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

  /**
   * @throws IllegalArgumentException if a component is not as described
   */
  public Envelope {
    require(job != null && !job.isEmpty() && job.length() <= MOST_JOB_CHARACTERS, "job");
    require(sender >= 0, "sender");
    require(receiver >= 0 || receiver == EVERYONE, "receiver");
    require(purpose != null, "purpose");
    require(nonce != null && NONCE.matcher(nonce).matches(), "nonce");
    require(timeMillis >= 0, "timeMillis");
    require(payload != null && payload.length() <= MOST_CHARACTERS, "payload");
    require(
        signature != null
            && !signature.isEmpty()
            && signature.length() <= MOST_SIGNATURE_CHARACTERS,
        "signature");
    CanonicalBytes.utf8(job);
    CanonicalBytes.utf8(payload);
    StrictBase64.decode(signature);
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw new IllegalArgumentException("an envelope's " + field + " is not well formed");
    }
  }

  /**
   * The envelope as JSON text.
   *
   * @throws IllegalArgumentException if that is longer than {@link #MOST_CHARACTERS}
   */
  public String encode() {
    return EnvelopeJson.write(this);
  }

  /**
   * Reads what {@link #encode} wrote. The text may come from anybody: whatever it is, the outcome
   * is an envelope or this exception.
   *
   * @param text may be null, which is refused like any other text that is no envelope
   * @throws RefusedMessageException {@link Refusal#OVERSIZED}, before anything is parsed, or {@link
   *     Refusal#MALFORMED}
   */
  public static Envelope decode(String text) throws RefusedMessageException {
    return EnvelopeJson.read(text);
  }

  byte[] canonicalBytes() {
    return canonicalBytes(job, sender, receiver, purpose, nonce, timeMillis, payload);
  }

  static byte[] canonicalBytes(
      String job,
      int sender,
      int receiver,
      Purpose purpose,
      String nonce,
      long timeMillis,
      String payload) {
    return new CanonicalBytes("SPIRT envelope 1")
        .text(job)
        .number(sender)
        .number(receiver)
        .text(purpose.word())
        .text(nonce)
        .number(timeMillis)
        .text(payload)
        .toBytes();
  }
}
