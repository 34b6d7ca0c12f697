/** What tests of several packages share: servers that are the real thing, and float32 bytes. */
package io.spirt.testing;
