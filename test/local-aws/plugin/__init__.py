"""What AWS does and MiniStack does not, as far as this project's stacks depend on it.

One addition a module, each with an `install()`. They work by wrapping functions of the pinned MiniStack version, so that everything
that they create is read back, enforced and deleted by MiniStack's own code. `server.py` installs them and starts the server.

What is still not as on AWS, so that no test may rely on it:
- not refused: AssumeRole for longer than the role's MaxSessionDuration; anything that a bucket policy denies to the account's root; a
  bucket policy with an unknown principal or another bucket's ARN; reading a secret without kms:Decrypt on its key
- not enforced: the role that CloudFormation deploys with, endpoint policies, service control policies, most service quotas
- no effect: lifecycle rules, log delivery, key rotation; stack tags do not reach buckets; IAM changes are effective at once
- EC2: no machine runs and no packet is sent; an import never ends; a spot request is fulfilled at once; launch templates are not judged;
  condition keys other than those of `ec2_authorization.py` are absent, ec2:Attribute among them; an action without a row in
  `ec2_resources.py` is judged on one resource; the disks and network interfaces that a launch describes are judged, and not applied; no
  launch asks for a KMS key
- S3: a bucket policy of another account does not see the lock and ACL keys of a request
- SSM: of the public parameters, only the Amazon Linux images (al2023 and amzn2, x86_64) exist
- CloudFormation: no Lambda-backed custom resources (a VPC's restrictDefaultSecurityGroup is one)
- `POST /_ministack/reset` is the only way to get rid of objects under a COMPLIANCE lock
"""
