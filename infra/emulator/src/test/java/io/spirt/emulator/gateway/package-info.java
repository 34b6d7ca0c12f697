/**
 * What stands between the functions and the emulator: hands every request on, byte for byte, and
 * notes which function made which call on which resource. Knows AWS's protocols on the wire, so it
 * works before any emulator.
 */
package io.spirt.emulator.gateway;
