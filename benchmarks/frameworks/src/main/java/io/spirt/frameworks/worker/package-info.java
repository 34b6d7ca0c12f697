/** What every worker has in hand, whichever framework it works for. */
package io.spirt.frameworks.worker;
