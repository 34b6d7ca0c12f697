/**
 * A peer's database as the stages see it: one class per thing that is kept there, every key named
 * in {@link io.spirt.database.Keys}. Each write may happen twice or stop halfway; what is recorded
 * last makes the rest count. Knows nothing of Lambda, queues or training engines.
 */
package io.spirt.database;
