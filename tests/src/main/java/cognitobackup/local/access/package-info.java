/** What each call of each service needs of the caller's policies, and what it is answered that may not be made. */
package cognitobackup.local.access;
