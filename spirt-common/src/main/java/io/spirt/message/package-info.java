/**
 * Messages between peers and the inboxes that they arrive in. Delivery is at least once and in no
 * order; whoever receives copes with that. Knows nothing of stages.
 */
package io.spirt.message;
