/** What stands before every service of a Region: it counts requests, breaks them on demand, and can lose the Region. */
package cognitobackup.local.gateway;
