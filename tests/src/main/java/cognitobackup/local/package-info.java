/** An AWS that any machine with a JDK has: in this process, no Docker, no account. Never more lenient than AWS. */
package cognitobackup.local;
