/** HTTP as AWS's services speak it: fronts with ports of their own, the JSON protocol, and handing on to an engine. */
package cognitobackup.local.http;
