/** CloudWatch: metrics out of what functions print, and alarms and dashboards over them. */
package cognitobackup.local.cloudwatch;
