/** The judge: whether a restored pool is what the source was, but for what no restore can bring back. */
package cognitobackup.drill.judge;
