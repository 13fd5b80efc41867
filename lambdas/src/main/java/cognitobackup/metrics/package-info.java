/** What the functions tell CloudWatch of themselves: the names of all metrics, and how they are printed. */
package cognitobackup.metrics;
