/** One machine, one batch after another: what all others are measured against. */
package io.spirt.frameworks.single;
