/**
 * Shows a run while it goes on: as a block that is redrawn on a terminal, as plain lines elsewhere.
 *
 * <p>{@link io.spirt.cli.progress.ProgressState} is what is known of the run so far; {@link
 * io.spirt.cli.progress.LiveBlock} and {@link io.spirt.cli.progress.PlainText} turn it into lines
 * and have no effects, so they are tested without a terminal. The clock comes in as a parameter.
 * This package must not know commands, files or exit codes.
 */
package io.spirt.cli.progress;
