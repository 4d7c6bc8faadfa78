<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>passerelle::pages::PrerequisitesPage</name>
    <message numerus="yes">
        <source>%n prerequisite(s) block the configuration</source>
        <translation>
            <numerusform>%n prerequisite blocks the configuration</numerusform>
            <numerusform>%n prerequisites block the configuration</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) need your attention</source>
        <translation>
            <numerusform>%n point needs your attention</numerusform>
            <numerusform>%n points need your attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) could not be tested</source>
        <translation>
            <numerusform>%n point could not be tested</numerusform>
            <numerusform>%n points could not be tested</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>passerelle::pages::ReviewPage</name>
    <message numerus="yes">
        <source>%n line(s) are not ticked</source>
        <translation>
            <numerusform>%n line is not ticked</numerusform>
            <numerusform>%n lines are not ticked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>passerelle::pages::StepPage</name>
    <message numerus="yes">
        <source>%n change(s) to make</source>
        <translation>
            <numerusform>%n change to make</numerusform>
            <numerusform>%n changes to make</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>passerelle::pages::SummaryPage</name>
    <message numerus="yes">
        <source>%1, %n change(s)</source>
        <comment>status of a step</comment>
        <translation>
            <numerusform>%1, %n change</numerusform>
            <numerusform>%1, %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>passerelle::pages::VerificationPage</name>
    <message numerus="yes">
        <source>%n check(s) passed</source>
        <translation>
            <numerusform>%n check passed</numerusform>
            <numerusform>%n checks passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to watch</source>
        <translation>
            <numerusform>%n to watch</numerusform>
            <numerusform>%n to watch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to confirm</source>
        <translation>
            <numerusform>%n to confirm</numerusform>
            <numerusform>%n to confirm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not tested</source>
        <translation>
            <numerusform>%n not tested</numerusform>
            <numerusform>%n not tested</numerusform>
        </translation>
    </message>
</context>
</TS>
