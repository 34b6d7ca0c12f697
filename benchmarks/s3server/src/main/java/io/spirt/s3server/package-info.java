/** The S3 server's process: what starts in it, and when it ends. */
package io.spirt.s3server;
