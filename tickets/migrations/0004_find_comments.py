from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0003_find_moves'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('survey_comment', ''), _negated=True), fields=['-started_at'], name='tickets_contact_comments'),
        ),
    ]
