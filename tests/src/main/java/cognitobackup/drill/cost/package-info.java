/** What the backup of a pool costs in a month: counted on the local AWS, taken to any size, priced by a dated list. */
package cognitobackup.drill.cost;
