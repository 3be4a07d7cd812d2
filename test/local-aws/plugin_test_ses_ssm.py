"""Tests of SES and SSM."""

from email.message import EmailMessage

from plugin_test_case import AdditionTest, allow
from plugin_test_server import ACCOUNT, REGION

SENDER = 'backup@example.com'


class Ses(AdditionTest):
    addition = 'ses'
    TO = {'ToAddresses': ['someone@example.net']}
    TEXT = {'Subject': {'Data': 's'}, 'Body': {'Text': {'Data': 't'}}}

    def setUp(self):
        super().setUp()
        self.ses = self.server.client('ses')
        self.ses.verify_domain_identity(Domain='example.com')

    def sender(self, service, name='u', identity='example.com', condition=None):
        resource = f'arn:aws:ses:{REGION}:{ACCOUNT}:identity/{identity}'
        condition = condition or {'StringEquals': {'ses:FromAddress': SENDER}}
        permission = allow(['ses:SendEmail', 'ses:SendRawEmail'], resource, Condition=condition)
        return self.server.client(service, self.user(name, permission))

    def test_address_and_identity(self):
        ses = self.sender('ses')
        ses.send_email(Source=f'Backup <{SENDER}>', Destination=self.TO, Message=self.TEXT)
        self.assert_refused('AccessDenied', ses.send_email, Source='other@example.com', Destination=self.TO, Message=self.TEXT)
        other = self.sender('ses', name='other', identity='example.org')
        self.assert_refused('AccessDenied', other.send_email, Source=SENDER, Destination=self.TO, Message=self.TEXT)

    def test_verified_address_is_the_identity(self):
        self.ses.verify_email_identity(EmailAddress=SENDER)
        self.sender('ses', identity=SENDER).send_email(Source=SENDER, Destination=self.TO, Message=self.TEXT)

    def test_raw_message(self):
        ses = self.sender('ses')
        for sender, refused in ((SENDER, False), ('other@example.com', True)):
            message = EmailMessage()
            message['From'], message['To'] = sender, 'someone@example.net'
            raw = {'RawMessage': {'Data': message.as_bytes()}}
            self.assert_refused('AccessDenied', ses.send_raw_email, **raw) if refused else ses.send_raw_email(**raw)

    def test_second_version(self):
        ses = self.sender('sesv2')
        content = {'Destination': self.TO, 'Content': {'Simple': self.TEXT}}
        ses.send_email(FromEmailAddress=SENDER, **content)
        self.assert_refused('AccessDeniedException', ses.send_email, FromEmailAddress='other@example.com', **content)

    def test_recipients(self):
        ses = self.sender('ses', condition={'ForAllValues:StringLike': {'ses:Recipients': ['someone@*']}})
        ses.send_email(Source=SENDER, Destination=self.TO, Message=self.TEXT)
        others = {'ToAddresses': ['another@example.net']}
        self.assert_refused('AccessDenied', ses.send_email, Source=SENDER, Destination=others, Message=self.TEXT)


class Ssm(AdditionTest):
    addition = 'ssm'
    PUBLIC = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

    def setUp(self):
        super().setUp()
        self.server.client('ssm').put_parameter(Name='/own/value', Value='1', Type='String')

    def reader(self, account, path, name='u'):
        resource = f'arn:aws:ssm:{REGION}:{account}:parameter/{path}'
        return self.server.client('ssm', self.user(name, allow(['ssm:GetParameter', 'ssm:GetParameters'], resource)))

    def test_public_parameter(self):
        ssm = self.reader('', 'aws/service/*')
        self.assertTrue(ssm.get_parameter(Name=self.PUBLIC)['Parameter']['Value'].startswith('ami-'))
        self.assert_refused('AccessDeniedException', ssm.get_parameter, Name='/own/value')
        self.assert_refused('AccessDeniedException', ssm.get_parameters, Names=[self.PUBLIC, '/own/value'])
        with_account = self.reader(ACCOUNT, 'aws/service/*', name='with-account')
        self.assert_refused('AccessDeniedException', with_account.get_parameter, Name=self.PUBLIC)

    def test_own_parameters(self):
        ssm = self.reader(ACCOUNT, 'own/*')
        self.assertEqual(ssm.get_parameter(Name='/own/value')['Parameter']['Value'], '1')
        self.assertEqual(len(ssm.get_parameters(Names=['/own/value'])['Parameters']), 1)
        self.assert_refused('AccessDeniedException', ssm.get_parameter, Name=self.PUBLIC)
