/** An AWS that is not of this process, on which the rehearsal can be played. */
package cognitobackup.drill.endpoint;
