/** What a run leaves behind as figures: the values of {@code report.json}. Knows no runtime. */
package io.spirt.monitor.report;
