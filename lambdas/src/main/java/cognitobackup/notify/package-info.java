/** Tells people how runs ended, and gives back what dead runs held. */
package cognitobackup.notify;
