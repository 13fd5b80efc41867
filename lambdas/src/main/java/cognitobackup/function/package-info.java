/** What every function has: its handler's frame, its deadline, its settings, its log and its AWS clients. */
package cognitobackup.function;
