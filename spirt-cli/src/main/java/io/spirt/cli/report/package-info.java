/**
 * The page that shows a run: one HTML file that needs no network and no server. {@link
 * io.spirt.cli.report.HtmlReport} puts the figures, the chart library, the style and the script
 * into the template {@code report.html}; the script builds the page in the browser. This package
 * must not know commands or how a run goes on.
 */
package io.spirt.cli.report;
