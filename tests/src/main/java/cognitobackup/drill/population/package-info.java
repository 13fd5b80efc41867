/** What a user pool contains: made up from a seed, read from a file, or read from a pool through Cognito's API. */
package cognitobackup.drill.population;
