/**
 * Loopback servers that speak AWS's protocols, so that the functions reach queues and state
 * machines through the AWS SDK here as there. Knows nothing of training.
 */
package io.spirt.local.aws;
