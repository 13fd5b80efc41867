/** What goes wrong with user pools: a class for each scenario of the drill, all of them listed in {@code Scenarios}. */
package cognitobackup.drill.scenario;
