package cognitobackup.drill.cost;

/**
 * A line of a bill.
 *
 * @param group what it belongs to
 * @param item what is billed
 * @param price what one costs
 * @param primary how many in the Region of the pool
 * @param secondary how many in the Region of the replica
 */
public record Line(String group, String item, Price price, double primary, double secondary) {}
