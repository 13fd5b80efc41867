package cognitobackup.local.dynamodb;

/**
 * One item that a request wrote or deleted.
 *
 * @param operation what did it: {@code PutItem}, {@code UpdateItem}, {@code DeleteItem}, {@code BatchWriteItem} or
 *     {@code TransactWriteItems}; condition checks write nothing and are left out
 * @param partitionKey the value of the partition key, a string or a number as a string
 * @param sortKey the value of the sort key, or empty
 */
public record ItemWrite(String table, String operation, String partitionKey, String sortKey) {
    /** Without the keys: they may name a person. */
    @Override
    public String toString() {
        return operation + " in " + table;
    }
}
