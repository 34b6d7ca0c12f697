/**
 * The {@code spirt} command: reads what the user asks for, calls the module that does it and says
 * what came of it. {@link io.spirt.cli.Main} is the entry point, {@link io.spirt.cli.ExitCodes} the
 * contract with scripts.
 *
 * <p>Nothing is computed here and nothing knows this package. It must not know Redis, queues or
 * PyTorch: those stand behind {@code io.spirt.local}.
 */
package io.spirt.cli;
