/** The disaster-recovery rehearsal: its command line, its scenario and its summary. Shares no code with the functions. */
package cognitobackup.drill;
