"""Our PowerShell remoting client against psrpcore's server. Run by run.py: psrpcore_test.py LAB CLIENT https|Kerberos|Negotiate

https with Basic; or plain http, every message encrypted, with the scheme of that name (exit code 77 without krb5-kdc).
"""
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import unittest

import kerberos
import psrpcore_kerberos
import psrpcore_server


class Interop(unittest.TestCase):
    client = ""

    @classmethod
    def setUpClass(cls):
        cls.module = psrpcore_server
        cls.folder = tempfile.TemporaryDirectory()
        cls.ca = os.path.join(cls.folder.name, "ca.pem")
        cls.server = psrpcore_server.serve("ex1.contoso.test", cls.ca)

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.folder.cleanup()

    def settings(self):
        return {"url": "https://ex1.contoso.test/PowerShell/", "user": self.module.USER, "ca": self.ca}

    def run_client(self, commands, password=None, **more):
        settings = {**self.settings(), "address": "127.0.0.1", "port": self.server.server_address[1],
                    "commands": commands, **more}
        done = subprocess.run([self.client], input=json.dumps(settings).encode(), capture_output=True, timeout=60,
                              check=False, env={**os.environ, "PSRP_CLIENT_PASSWORD": password or self.password()})
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        report = json.loads(done.stdout)
        self.assertEqual(self.module.Handler.service.shells, {}, "a shell was left behind")
        return report

    def password(self):
        return self.module.PASSWORD

    def one(self, name, *parameters, **more):
        report = self.run_client([{"name": name, "parameters": [list(p) for p in parameters]}], **more)
        return report["commands"][0]

    def test_round_trips(self):
        report = self.run_client([{"name": "Get-Echo", "parameters": []}])
        self.assertLessEqual(report["open"]["requests"], 3)
        self.assertEqual(report["open"]["protocol"], "2.3")
        self.assertLessEqual(report["commands"][0]["requests"], 2)
        self.assertEqual(report["shellLeft"], "")

    def test_parameters(self):
        text = "it's <&> \"x\" _x0041_ \r\n\t é \U0001F600"
        output = self.one("Set-Echo", ("Text", text), ("Confirm", False), ("Force", None), ("Count", -3),
                          ("List", ["a", "b_x_"]), ("Data", {"bytes": "MIIA/w=="}),
                          ("Table", {"hashtable": {"Add": ["x", "y"]}}))
        self.assertEqual(output["objects"], [{
            "Text": "PSString:" + text, "Confirm": False, "Force": None, "Count": "PSInt:-3",
            "List": ["PSString:a", "PSString:b_x_"], "Data": "bytes:308200ff",
            "Table": {"Add": ["PSString:x", "PSString:y"]}}])
        self.assertFalse(output["failed"])

    def test_pipe_with_lists_and_switches(self):
        letters = {"name": "Get-Letter", "parameters": [["Count", 6]]}
        select = {"name": "Select-Letter", "parameters": [["Include", ["a", "c", "f", "x"]], ["Descending", None]]}
        prefix = {"name": "Add-Prefix", "parameters": [["Text", "_x0041_ "]]}
        ascending = {**select, "parameters": select["parameters"][:1]}
        report = self.run_client([{**letters, "pipe": [select, prefix]}, {**letters, "pipe": [ascending]},
                                  {**letters, "pipe": [{"name": "Get-Nothing", "parameters": []}, prefix]}])
        both, one, unknown = report["commands"]
        self.assertEqual(both["objects"], ["_x0041_ f", "_x0041_ c", "_x0041_ a"])
        self.assertLessEqual(both["requests"], 2)
        self.assertEqual(one["objects"], ["a", "c", "f"])
        self.assertEqual(unknown["objects"], [])
        self.assertTrue(unknown["failed"])
        self.assertEqual(unknown["errors"][-1]["reason"], "CommandNotFoundException")

    def test_streams(self):
        output = self.one("Get-Streams")
        self.assertEqual(output["objects"], ["after"])
        self.assertEqual(output["warnings"], ["careful\n_x0041_ é \U0001F600"])  # made fit for the screen
        self.assertEqual(output["progress"], "Preparing half")
        self.assertEqual([e["reason"] for e in output["errors"]], ["ManagementObjectNotFoundException"])
        self.assertFalse(output["failed"])

    def test_values(self):
        first, both, nothing, empty, enumeration = self.one("Get-Values")["objects"]
        self.assertEqual(first["properties"], {
            "Name": "n", "Guid": "00000000-0000-0000-0000-000000000001", "Hidden": True, "Size": 5000000000,
            "Nothing": None, "Raw": "MIIA/w==", "Mails": ["a", "b"], "When": "2024-01-02T03:04:05Z"})
        self.assertEqual(both, [first, first])
        self.assertIsNone(nothing)
        self.assertEqual(empty, "")
        self.assertEqual((enumeration["text"], enumeration["type"]), ("MTA", "System.Threading.ApartmentState"))

    def test_big_output_in_many_fragments(self):
        output = self.one("Get-Big", ("Count", 60))
        self.assertEqual(len(output["objects"]), 60)
        self.assertEqual(output["objects"][59], "59:" + "abc_x_\n\u00e9" * 2000)

    def test_long_description_in_many_fragments(self):
        text = "0123456789" * 3000
        output = self.one("Get-Echo", ("Text", text), fragmentSize=500)
        self.assertEqual(output["objects"], [{"Text": "PSString:" + text}])

    def test_terminating_error_and_unknown_cmdlet(self):
        report = self.run_client([{"name": "New-Duplicate", "parameters": []}, {"name": "Get-Nothing", "parameters": []},
                                  {"name": "Get-Echo", "parameters": []}])
        duplicate, unknown, echo = report["commands"]
        self.assertTrue(duplicate["failed"])
        self.assertEqual(duplicate["errors"][-1]["reason"], "ADObjectAlreadyExistsException")
        self.assertTrue(unknown["failed"])
        self.assertEqual(unknown["errors"][-1]["reason"], "CommandNotFoundException")
        self.assertEqual(echo["objects"], [{}])

    def test_server_that_keeps_polling(self):
        output = self.one("Get-Quiet", ("Seconds", 2), operationTimeout=300)
        self.assertEqual(output["objects"], ["late"])
        self.assertGreater(output["requests"], 3)

    def test_cancel_stops_the_pipeline_and_keeps_the_pool(self):
        report = self.run_client([{"name": "Get-Slow", "parameters": [], "cancelAfter": 300},
                                  {"name": "Get-Echo", "parameters": []}])
        self.assertEqual(report["commands"][0]["failure"], "CANCELLED")
        self.assertEqual(report["commands"][1]["objects"], [{}])

    def test_questions_are_refused_never_answered(self):
        report = self.run_client([{"name": "New-Prompt", "parameters": []}, {"name": "Get-Report", "parameters": []}])
        self.assertTrue(report["commands"][0]["failed"])
        self.assertEqual(report["commands"][0]["errors"][0]["reason"], "HostException")
        self.assertEqual(report["commands"][1]["objects"], [["refused"]])

    def test_wrong_password(self):
        report = self.run_client([], password="wrong")
        self.assertEqual(report["open"]["failure"], "EX-SIGN-IN")
        self.assertNotIn("wrong", json.dumps(report))


class KerberosInterop(Interop):
    """All of the above over plain http with messages encrypted by Kerberos; the scheme is Kerberos."""

    scheme = "Kerberos"

    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.realm = cls.stack.enter_context(kerberos.entered())
        cls.module = psrpcore_kerberos
        cls.server = psrpcore_kerberos.serve(cls.scheme)

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.stack.close()

    def setUp(self):
        self.module.Handler.contexts.clear()
        self.module.Handler.plain.clear()

    def settings(self):
        return {"url": "http://ex1.contoso.fr/PowerShell/", "user": "adm.exchange@CONTOSO.FR",
                "scheme": self.scheme.lower()}

    def password(self):
        return kerberos.PASSWORD

    def test_wrong_password(self):
        report = self.run_client([], password="wrong")
        self.assertEqual(report["open"]["failure"], "EX-SIGN-IN")
        self.assertEqual(self.module.Handler.contexts, [])
        self.assertNotIn("wrong", json.dumps(report))

    def test_one_context_and_nothing_in_the_clear(self):
        self.one("Get-Big", ("Count", 20))
        self.assertEqual(self.module.Handler.contexts, [("adm.exchange@CONTOSO.FR", "HTTP/ex1.contoso.fr@CONTOSO.FR")])
        self.assertEqual(self.module.Handler.plain, [])

    def test_ticket_of_the_session(self):
        self.realm.sign_in()
        try:
            report = self.run_client([{"name": "Get-Echo", "parameters": []}], currentSession=True)
        finally:
            self.realm.sign_out()
        self.assertEqual(report["commands"][0]["objects"], [{}])

    def test_no_ticket_in_the_session(self):
        report = self.run_client([], currentSession=True)
        self.assertIn("failure", report["open"])
        self.assertEqual(self.module.Handler.contexts, [])


class NegotiateInterop(KerberosInterop):
    """The same with scheme Negotiate: SPNEGO around the tokens, another protocol in the bodies."""

    scheme = "Negotiate"


WAYS = {"https": Interop, "Kerberos": KerberosInterop, "Negotiate": NegotiateInterop}

if __name__ == "__main__":
    Interop.client, way = sys.argv[2:]
    if way != "https":
        kerberos.kdc.skip_unless_installed()
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(WAYS[way])
    done = unittest.TextTestRunner(verbosity=2).run(tests)
    sys.exit(0 if done.wasSuccessful() and done.testsRun and not done.skipped else 1)
