/**
 * What peers prove to each other and keep from each other: signed envelopes, the key pair of a
 * peer, the key service that seals it, passwords for other peers, and TLS certificates for one
 * machine. Pure: knows no database, queue, job document or stage. Whoever uses it remembers nonces
 * and keys.
 */
package io.spirt.security;
