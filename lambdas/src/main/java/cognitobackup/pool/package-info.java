/** What is backed up and how two states of it are compared. Knows no AWS type, no table and no function. */
package cognitobackup.pool;
