package cognitobackup.backup;

/** The backups in the table of this Region, by pool. */
public interface Backups {
    Backup of(String userPoolId);
}
