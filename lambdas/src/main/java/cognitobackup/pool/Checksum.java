package cognitobackup.pool;

import java.math.BigInteger;

/**
 * The sum modulo 2^128 of the first sixteen bytes of content hashes: independent of order, and different when a record
 * is missing, doubled or altered.
 */
public record Checksum(BigInteger value) {
    // First: the constructor of ZERO needs it.
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    public static final Checksum ZERO = new Checksum(BigInteger.ZERO);

    public Checksum {
        if (value.signum() < 0 || value.compareTo(MODULUS) >= 0) {
            throw new IllegalArgumentException("A checksum is from 0 up to but not including 2^128.");
        }
    }

    public Checksum plus(byte[] hashPrefix) {
        return new Checksum(value.add(new BigInteger(1, hashPrefix)).mod(MODULUS));
    }

    public Checksum plus(Checksum other) {
        return new Checksum(value.add(other.value).mod(MODULUS));
    }

    public Checksum minus(Checksum other) {
        return new Checksum(value.subtract(other.value).mod(MODULUS));
    }

    public static Checksum fromHex(String hex) {
        return new Checksum(new BigInteger(hex, 16));
    }

    /** 32 lower-case hex digits. */
    public String hex() {
        return String.format("%032x", value);
    }
}
