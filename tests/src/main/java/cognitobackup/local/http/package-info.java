/** The AWS JSON protocol over HTTP, for the services that are written here. */
package cognitobackup.local.http;
