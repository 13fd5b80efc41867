/** SNS, as far as topics, subscriptions and publishing go; e-mails end here, where tests read them. */
package cognitobackup.local.sns;
