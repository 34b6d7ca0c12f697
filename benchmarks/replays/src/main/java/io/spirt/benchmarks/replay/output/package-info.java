/**
 * What a replay leaves behind: the table on the terminal, result.csv, result.json, pictures and one
 * self-contained page. Every file is written whole or not at all, the page last. What is simulated
 * is marked in all of them.
 */
package io.spirt.benchmarks.replay.output;
